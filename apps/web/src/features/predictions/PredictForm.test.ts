import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../lib/graphql/problem.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { churnModel, prediction } from '../../testing/fixtures.ts';
import { renderWith } from '../../testing/render.ts';
import PredictForm from './PredictForm.svelte';

function open(predict: () => unknown) {
  const kilter = new FakeKilter({ Predict: predict });
  renderWith(kilter, PredictForm, { model: churnModel });
  return kilter;
}

const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Predict' }));
const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

describe('PredictForm', () => {
  it('is made from the manifest, filled with an example inside its ranges', () => {
    open(() => ({}));
    expect(screen.getByLabelText(/Tenure/)).toHaveProperty('value', expect.stringMatching(/^\d+$/));
    expect(['UPI', 'Credit Card']).toContain(Reflect.get(screen.getByRole('combobox'), 'value'));
    expect(screen.getByText(/^Months with the shop, usually.0.to.61$/)).toBeTruthy();
  });

  it('sends numbers as numbers and lets an unseen category through, with a notice', async () => {
    const kilter = open(() => ({ predict: { ...prediction('p1'), probabilities: [] } }));
    await type(/Tenure/, '7');
    await type(/City tier/, '2');
    await type(/Payment mode/, 'Barter');
    await type(/Customer id/, ' 50007 ');
    expect(screen.getByText(/Not a value the model knows/)).toBeTruthy();
    await submit();
    expect(kilter.requests[0]?.variables).toEqual({
      model: 'churn',
      features: { tenure: 7, cityTier: 2, paymentMode: 'Barter' },
      subject: '50007',
    });
    const result = await screen.findByTestId('predict-result');
    expect(result.textContent).toContain('81 %');
    expect(result.dataset.predictionId).toBe('p1');
  });

  it('shows the server’s complaints at their fields and moves to the first', async () => {
    open(() => {
      throw new Problem('BAD_USER_INPUT', 'refused', [
        { field: 'features.cityTier', message: 'City tier must be at least 1.' },
        { field: 'input.tenure', message: 'Tenure cannot be negative.' },
      ]);
    });
    await submit();
    const tenure = screen.getByLabelText(/Tenure/);
    await waitFor(() => expect(document.activeElement).toBe(tenure));
    expect(tenure.getAttribute('aria-invalid')).toBe('true');
    const message = document.getElementById(tenure.getAttribute('aria-describedby') ?? '');
    expect(message?.textContent).toBe('Tenure cannot be negative.');
    expect(screen.getByText('City tier must be at least 1.')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('2 fields need other values');
    expect(screen.queryByTestId('predict-result')).toBeNull();
  });

  it('asks for what is needed without asking the server', async () => {
    const kilter = open(() => ({}));
    await type(/City tier/, '');
    await submit();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/City tier/)));
    expect(kilter.requests).toHaveLength(0);
  });

  it('says in words what belongs to no field', async () => {
    open(() => {
      throw new Problem('OVERLOADED', 'Too much to do.');
    });
    await submit();
    expect((await screen.findByRole('alert')).textContent).toContain('Too much to do.');
  });
});
