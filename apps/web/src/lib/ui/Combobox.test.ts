import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Combobox from './Combobox.svelte';

function open() {
  render(Combobox, { id: 'mode', value: 'UPI', options: ['UPI', 'Credit Card', 'Debit Card'] });
  return screen.getByRole<HTMLInputElement>('combobox');
}
const shown = () => screen.queryAllByRole('option').map((option) => option.textContent.trim());

describe('Combobox', () => {
  it('offers every value when opened, also when one is filled in', async () => {
    const input = open();
    expect(shown()).toEqual([]);
    await fireEvent.click(input);
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(shown()).toEqual(['UPI', 'Credit Card', 'Debit Card']);
  });

  it('narrows while typing, and any text may stand', async () => {
    const input = open();
    await fireEvent.input(input, { target: { value: 'card' } });
    expect(shown()).toEqual(['Credit Card', 'Debit Card']);
    await fireEvent.input(input, { target: { value: 'Barter' } });
    expect(shown()).toEqual([]);
    await fireEvent.blur(input);
    expect(input.value).toBe('Barter');
  });

  it('is worked with the keyboard alone', async () => {
    const input = open();
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    const active = input.getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.textContent.trim()).toBe('Credit Card');
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('Credit Card');
    expect(shown()).toEqual([]);
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    await fireEvent.keyDown(input, { key: 'Escape' });
    expect(shown()).toEqual([]);
    expect(input.value).toBe('Credit Card');
  });
});
