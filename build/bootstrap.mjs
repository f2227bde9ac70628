// The way in for `npm start`, `npm test` and the other commands: runs on Node 18 with nothing
// installed, and says so plainly where even that is missing.
const oldest = 18;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Threshold needs Node ${oldest} or later; this is ${process.version}. Install a newer Node and try again.`,
  );
  process.exitCode = 1;
} else {
  import('./bootstrap/main.mjs').then(({ main }) => main(process.argv.slice(2)));
}
