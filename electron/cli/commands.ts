import { benchPipeline } from './bench-pipeline.ts';
import { benchCommands } from './bench/commands.ts';
import { compare, identify, verify } from './check-commands.ts';
import { exactly, need, positive, type Command } from './command.ts';
import { doctor } from './doctor-command.ts';
import { addCommand, enrolCommand } from './enrol-arguments.ts';
import { listEvents } from './events-command.ts';
import { modelsCommands } from './models-arguments.ts';
import { listPeople, removePerson } from './people-commands.ts';
import { riskCommands } from './risk-arguments.ts';
import { trainCommands } from './train-arguments.ts';
import { zoneCommands } from './zone-commands.ts';

const defaultEvents = '50';
const defaultRounds = '60';

/** All commands there are. */
export const commands: readonly Command[] = [
  {
    words: 'enrol',
    options: ['name', 'consent', 'id', 'keep-photos', 'distinct-from'],
    prepare: enrolCommand,
  },
  { words: 'identify', prepare: (_, rest) => identify(exactly(1, rest)[0]) },
  {
    words: 'verify',
    options: ['id'],
    prepare: (values, rest) => verify(need('id', values), exactly(1, rest)[0]),
  },
  { words: 'compare', prepare: (_, rest) => compare(...exactly(2, rest)) },
  { words: 'people list', prepare: (_, rest) => listPeople(...exactly(0, rest)) },
  { words: 'people add', options: ['keep-photos'], prepare: addCommand },
  { words: 'people remove', prepare: (_, rest) => removePerson(exactly(1, rest)[0]) },
  {
    words: 'events list',
    options: ['limit'],
    prepare: ({ limit }, rest) =>
      listEvents(...exactly(0, rest), positive('limit', limit ?? defaultEvents)),
  },
  ...modelsCommands,
  { words: 'doctor', prepare: (_, rest) => doctor(...exactly(0, rest)) },
  {
    words: 'bench pipeline',
    options: ['rounds'],
    prepare: ({ rounds }, rest) =>
      benchPipeline(...exactly(0, rest), positive('rounds', rounds ?? defaultRounds)),
  },
  ...riskCommands,
  ...zoneCommands,
  ...trainCommands,
  ...benchCommands,
];
