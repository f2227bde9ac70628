import { z } from 'zod';

export const personRefSchema = z.strictObject({ id: z.string(), name: z.string() });
export type PersonRef = z.infer<typeof personRefSchema>;
