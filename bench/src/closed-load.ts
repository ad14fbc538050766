import autocannon from 'autocannon';

const CONNECTIONS = 64;

/** Single predictions a second over 64 connections, each sending again once it is answered; every answer is checked. */
export async function closedLoad(url: string, bodies: readonly string[], seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json' },
      body,
    })),
    verifyBody: (body) => String(body).startsWith('{"data":{"predictChurn":{"id":"'),
  });
  if (result.mismatches + result.errors + result.non2xx > 0) {
    throw new Error(`${result.mismatches} wrong, ${result.errors} failed, ${result.non2xx} refused answers.`);
  }
  return result.requests.total / result.duration;
}
