export * from './alert.ts';
export * from './alert-event.ts';
export * from './alert-rule.ts';
export * from './health-sample.ts';
export * from './model.ts';
