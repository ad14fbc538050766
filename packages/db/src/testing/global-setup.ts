import type { TestProject } from 'vitest/node';
import { startTestServers, type TestServer } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresServers: TestServer[];
  }
}

export default async function setup(project: TestProject) {
  const { servers, stop } = await startTestServers();
  project.provide('postgresServers', servers);
  return stop;
}
