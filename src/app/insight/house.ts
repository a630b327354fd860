// What every page says about the organisation and about where notices go.

import { z } from 'zod';
import { query } from '../use-case.ts';

export const describeHouse = query({
  name: 'organisation.describe',
  summary: 'Name, country and time zone of the organisation, its day, and whether notices leave this machine.',
  role: 'viewer',
  input: z.strictObject({}),
  async run({ organisation, today, ctx }) {
    const { name, country, timeZone, language, currency } = organisation;
    const { name: transport, leavesMachine } = ctx.ports.transport;
    return { name, country, timeZone, language, currency, today, transport, leavesMachine };
  },
});

export type House = Awaited<ReturnType<typeof describeHouse>>;
