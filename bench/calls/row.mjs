/** Measures one row in this process, which holds nothing of the others, and prints it as one line of JSON. */
const [name, scale, rounds] = process.argv.slice(2);
const { measure } = await import(`./rows/${name}.mjs`);
const measured = await measure({ scale, rounds: Number(rounds), say: (text) => process.stderr.write(`${text}\n`) });
// Peers may keep the process alive.
process.stdout.write(`${JSON.stringify(measured)}\n`, () => process.exit(0));
