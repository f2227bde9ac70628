export const usage = `Usage: npm run -s threshold -- COMMAND [--data DIR] [--json]

  enrol --name NAME --consent NOTE [--id ID] PHOTO…   learn a person from one photo or more
  identify PHOTO                                      is this anyone we know?
  verify --id ID PHOTO                                is this the person they claim to be?
  compare A B                                         are these two photos of one person?
  people list                                         who is enrolled
  people remove ID                                    remove a person and their templates
  events list [--limit N]                             what happened, newest first
  doctor                                              is everything in order?
  bench pipeline [--rounds N]                         how long each stage takes

  --data DIR   the data folder (default: your application data folder)
  --json       print exactly one JSON value on stdout

Exit codes: 0 done or match, 1 no match, 2 wrong usage, 3 input refused, 4 station error.`;
