import { exactly, need, type Command } from './command.ts';
import { measure } from './measure-command.ts';
import { setRisk, showRecognition, showRisk } from './risk-commands.ts';

/** What can be said and asked about risk, and how a pack comes to have thresholds at all. */
export const riskCommands: readonly Command[] = [
  { words: 'risk show', prepare: (_, rest) => showRisk(...exactly(0, rest)) },
  {
    words: 'risk set',
    options: ['mode', 'dial', 'target'],
    prepare: (values, rest) =>
      setRisk(...exactly(0, rest), need('mode', values), values.dial, values.target),
  },
  { words: 'recognition', prepare: (_, rest) => showRecognition(...exactly(0, rest)) },
  {
    words: 'models measure',
    options: ['images'],
    prepare: (values, rest) =>
      measure({ name: exactly(1, rest)[0], images: need('images', values), data: values.data }),
  },
];
