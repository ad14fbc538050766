import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema.graphql',
  documents: 'src/**/*.graphql',
  ignoreNoDocuments: true,
  generates: {
    'src/lib/graphql/generated/': {
      preset: 'client',
      // Documents live in .graphql files beside their feature, so the `graphql()` tag and its masking are not used.
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          DateTime: 'string',
          Count: 'number',
          JSON: 'unknown',
          ID: 'string',
          ChurnFeatures: 'unknown',
        },
      },
    },
  },
};

export default config;
