import { referenceKinds } from '@kilter/db/schema/reference';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import {
  acceptDrift,
  addReference,
  readReferences,
  referenceRows,
  setDefaultReference,
  type NamedReference,
} from './references.ts';

export function addReferenceTypes(builder: Builder, { Window }: Pick<MonitoringTypes, 'Window'>): void {
  const Kind = builder.enumType('ReferenceKind', {
    description:
      'TRAINING: the training data. WINDOW: a past time that somebody named. ACCEPTED: drift that is the new normal.',
    values: referenceKinds,
  });

  const Reference = builder.objectRef<NamedReference>('Reference').implement({
    description:
      'What windows of a model can be compared with, by name. Simulated rows and those of a shadow are no part of it.',
    fields: (t) => ({
      id: t.id({
        nullable: true,
        description: 'Null for the training data.',
        resolve: ({ row }) => row?.id ?? null,
      }),
      name: t.exposeString('name'),
      version: t.int({
        nullable: true,
        description: 'Of the name: each new one is the next. Null for the training data.',
        resolve: ({ row }) => row?.version ?? null,
      }),
      kind: t.field({ type: Kind, resolve: ({ kind }) => kind }),
      from: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'Null for the training data.',
        resolve: ({ row }) => row?.startsAt ?? null,
      }),
      to: t.field({ type: 'DateTime', nullable: true, resolve: ({ row }) => row?.endsAt ?? null }),
      rows: t.field({
        type: 'Count',
        description: 'As counted now.',
        resolve: (reference, _, context) => referenceRows(context, reference),
      }),
      isDefault: t.exposeBoolean('isDefault', {
        description: 'Drift is measured against it unless asked otherwise.',
      }),
      alertId: t.id({ nullable: true, resolve: ({ row }) => row?.alertId ?? null }),
      author: t.string({ nullable: true, resolve: ({ row }) => row?.author ?? null }),
      reason: t.string({ nullable: true, resolve: ({ row }) => row?.reason ?? null }),
      createdAt: t.field({
        type: 'DateTime',
        nullable: true,
        resolve: ({ row }) => row?.createdAt ?? null,
      }),
    }),
  });

  builder.queryField('references', (t) =>
    t.field({
      type: [Reference],
      description: 'The training data first, then by name and version.',
      args: { model: t.arg.string() },
      resolve: (_, { model }, context) => readReferences(context, model),
    }),
  );
  builder.mutationFields((t) => ({
    addReference: t.field({
      type: Reference,
      description:
        'Names a past window of at least 300 real rows; the next version where the name is taken. It does not become the default.',
      args: {
        model: t.arg.string(),
        name: t.arg.string({ required: true, description: 'Up to 100 characters.' }),
        window: t.arg({ type: Window, required: true }),
        author: t.arg.string(),
        reason: t.arg.string(),
      },
      resolve: (_, added, context) => addReference(context, added),
    }),
    acceptDrift: t.field({
      type: Reference,
      description: 'Makes a window the new normal: the next version of "accepted", and the default.',
      args: {
        model: t.arg.string(),
        window: t.arg({ type: Window, required: true }),
        alertId: t.arg.id({ description: 'The alert that told of the drift.' }),
        reason: t.arg.string({ required: true }),
        author: t.arg.string({ required: true }),
      },
      resolve: (_, accepted, context) => acceptDrift(context, accepted),
    }),
    setDefaultReference: t.field({
      type: Reference,
      description: 'What drift is measured against from now on; "training": the training data.',
      args: {
        model: t.arg.string(),
        name: t.arg.string({ required: true }),
        version: t.arg.int({ description: 'Left out: the newest.' }),
      },
      resolve: (_, wanted, context) => setDefaultReference(context, wanted),
    }),
  }));
}
