export * from './health-sample.ts';
export * from './model.ts';
