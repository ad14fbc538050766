import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import type { Kilter } from '../lib/graphql/kilter.ts';
import WithKilter from './WithKilter.svelte';

/** Renders a component that asks the context for Kilter. */
export function renderWith<Props extends Record<string, unknown>>(
  kilter: Kilter,
  component: Component<Props>,
  props: Props,
) {
  return render(WithKilter<Props>, { props: { kilter, component, props } });
}
