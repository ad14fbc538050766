import packageJson from '../package.json' with { type: 'json' };

/** Of Kilter. */
export const VERSION = packageJson.version;
