import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { AlertEventKind } from '../../lib/graphql/generated/graphql.ts';
import { formatDateClock, formatDayAndClock } from '../../lib/format/times.ts';
import { Problem } from '../../lib/graphql/problem.ts';
import { alertAnswers } from '../../testing/alert-answers.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { alertRow, churnModel, fakeLocation } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { renderWith } from '../../testing/render.ts';
import Navigation from '../shell/Navigation.svelte';
import { AlertFeed } from './alert-feed.svelte.ts';
import type { AlertRow } from './alert-list.ts';
import Alerts from './Alerts.svelte';
import AlertsCard from './AlertsCard.svelte';

type Answers = ConstructorParameters<typeof FakeKilter>[0];

function start(answers: Answers) {
  const kilter = new FakeKilter(answers);
  const feed = inRoot(() => new AlertFeed(kilter, () => 'churn'));
  const tell = (kind: AlertEventKind, alert: AlertRow) => {
    kilter.subscriptions.at(-1)?.next({ alertChanged: { cursor: '9', kind, alert } });
    flushSync();
  };
  return { kilter, feed, tell };
}

const shown = () => screen.queryAllByTestId('alert').map((row) => row.textContent.replaceAll(/\s+/g, ' '));

describe('the panel of the overview', () => {
  function open(answers: Answers) {
    const started = start(answers);
    const { location } = fakeLocation();
    renderWith(started.kilter, AlertsCard, { location, model: churnModel, feed: started.feed });
    return started;
  }

  it('says that nothing is open, and what is watched', async () => {
    open(alertAnswers(() => []));
    expect(await screen.findByText('No open alerts')).toBeTruthy();
    expect(screen.getByText(/^Watched: accuracy .* error rate.*recall and the churn rate/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All alerts' }).getAttribute('href')).toBe('#/alerts');
  });

  it('shows errors first, each with a word, its message, since when, its value and its limit', async () => {
    open(
      alertAnswers(() => [
        alertRow('b'),
        alertRow('a', {
          severity: 'ERROR',
          rule: { name: 'High response time', metric: 'RESPONSE_TIME_P95' },
          message: 'Response time is too long',
          value: 2512,
          threshold: 2000,
        }),
      ]),
    );
    await screen.findAllByTestId('alert');
    const [first, second] = shown();
    expect(first).toMatch(/Error High response time Firing Response time is too long/);
    expect(first).toContain(`Since ${formatDayAndClock(alertRow('a').openedAt)} (`);
    expect(first).toMatch(/\d d\).*Value 2.51 s, limit 2 s/);
    expect(second).toMatch(/Warning High error rate Firing .*Value 12 %, limit 5 %/);
    expect(screen.getByText('2 open alerts')).toBeTruthy();
  });

  it('changes live, and keeps to the most urgent', async () => {
    const { tell } = open(alertAnswers(() => []));
    await screen.findByText('No open alerts');
    await waitFor(() => expect(screen.queryByText('No open alerts')).toBeTruthy());
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) tell('FIRED', alertRow(id));
    expect(shown()).toHaveLength(4);
    expect(screen.getByText('and 2 further alerts')).toBeTruthy();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) tell('RESOLVED', alertRow(id, { status: 'RESOLVED' }));
    expect(screen.getByText('No open alerts')).toBeTruthy();
  });

  it('does not call a lost server quiet', async () => {
    open({
      ...alertAnswers(() => []),
      OpenAlerts: () => {
        throw new Problem('UNREACHABLE', 'The server does not answer.');
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The alerts could not be loaded.');
    expect(screen.queryByText('No open alerts')).toBeNull();
  });
});

describe('the page', () => {
  function open(answers: Answers) {
    const started = start(answers);
    renderWith(started.kilter, Alerts, { model: churnModel, feed: started.feed });
    const asked = () => started.kilter.requests.filter(({ name }) => name === 'AlertHistory');
    return { ...started, asked };
  }
  const over = alertRow('a', { status: 'RESOLVED', resolvedAt: '2026-03-01T12:30:00.000Z' });

  it('has the history of 90 days, with how long each lasted', async () => {
    const { asked } = open(
      alertAnswers(
        () => [],
        () => [over],
      ),
    );
    await screen.findByTestId('alert');
    expect(asked()[0]?.variables).toMatchObject({ window: { days: 90 }, status: null });
    expect(screen.getByText('1 alert in the last 90 days, newest first')).toBeTruthy();
    expect(shown()[0]).toContain(
      `${formatDateClock(over.openedAt)} to ${formatDateClock(over.resolvedAt ?? '')} (30 min)`,
    );
  });

  it('filters by status', async () => {
    const { asked } = open(
      alertAnswers(
        () => [],
        () => [],
      ),
    );
    await screen.findByText('No alerts in the last 90 days');
    expect(screen.getByText(/Watched: .*Figures are judged from 300 predictions on/s)).toBeTruthy();
    await fireEvent.click(screen.getByLabelText('Resolved'));
    expect(await screen.findByText('No resolved alerts in the last 90 days')).toBeTruthy();
    expect(asked()[1]?.variables).toMatchObject({ status: 'RESOLVED' });
    await fireEvent.click(screen.getByLabelText('All'));
    await waitFor(() => expect(asked()[2]?.variables).toMatchObject({ status: null }));
  });

  it('changes live and counts on, but keeps to its filter', async () => {
    const { tell } = open(
      alertAnswers(
        () => [],
        () => [over],
      ),
    );
    await screen.findByTestId('alert');
    tell('FIRED', alertRow('b'));
    expect(shown()).toHaveLength(2);
    expect(screen.getByText(/^2 alerts in/)).toBeTruthy();
    await fireEvent.click(screen.getByLabelText('Resolved'));
    await screen.findByText(/^1 resolved alert in/);
    tell('FIRED', alertRow('c'));
    expect(shown()).toHaveLength(1);
    tell('RESOLVED', alertRow('c', { status: 'RESOLVED', resolvedAt: '2026-03-01T13:00:00.000Z' }));
    expect(shown()).toHaveLength(2);
  });

  it('loads older ones behind its last', async () => {
    const pages = [
      { rows: ['d', 'c'], pageInfo: { hasNextPage: true, endCursor: 'c' } },
      { rows: ['b'], pageInfo: { hasNextPage: false, endCursor: 'b' } },
    ];
    const { asked } = open({
      ...alertAnswers(() => []),
      AlertHistory: () => {
        const { rows, pageInfo } = pages.shift() ?? { rows: [], pageInfo: {} };
        return { alerts: { totalCount: 3, edges: rows.map((id) => ({ node: alertRow(id) })), pageInfo } };
      },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Show older alerts' }));
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(asked()[1]?.variables).toMatchObject({ after: 'c' });
    expect(screen.queryByRole('button', { name: 'Show older alerts' })).toBeNull();
  });
});

describe('the navigation', () => {
  const open = (alerts: { count: number; isError: boolean }) =>
    renderWith(new FakeKilter({}), Navigation, { location: fakeLocation().location, alerts });

  it('counts the open alerts, in words for screen readers', () => {
    open({ count: 2, isError: true });
    const link = within(screen.getByRole('link', { name: /Alerts.*2 open alerts/ }));
    expect(link.getByTestId('open-alerts').className).toContain('error');
  });

  it('says nothing where nothing is open', () => {
    open({ count: 0, isError: false });
    expect(screen.queryByTestId('open-alerts')).toBeNull();
  });
});
