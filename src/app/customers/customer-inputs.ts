// What a customer's fields take, from people and programs alike.

import { z } from 'zod';
import { textInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';

export const emailInput = z.email(complain('email')).max(254);

export const addressInput = z.strictObject({
  extra: z.array(textInput(100)).max(4).default([]),
  street: textInput(100),
  houseNumber: textInput(20).default(''),
  postalCode: textInput(20),
  city: textInput(100),
  country: z.string().regex(/^[A-Z]{2}$/, complain('country')),
});
