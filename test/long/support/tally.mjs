/** Counts what a script did and what it found, and ends the process by it. */
export class Tally {
  #counts = new Map();
  #faults = [];

  add(name, count = 1) {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  /** Something that must never happen. */
  fault(text) {
    this.#faults.push(text);
  }

  /** A fault when it does not hold. */
  expect(holds, text) {
    if (!holds) this.fault(text);
  }

  get hasFaults() {
    return this.#faults.length > 0;
  }

  /** Prints the counts, and ends with 1 when there were faults. */
  end(verdict = "nothing lost, nothing wrong") {
    for (const [name, count] of this.#counts) console.log(`${name}: ${count.toLocaleString("en-US")}`);
    for (const fault of this.#faults.slice(0, 20)) console.log(`FAULT ${fault}`);
    console.log(this.hasFaults ? `${this.#faults.length} faults` : verdict);
    process.exit(this.hasFaults ? 1 : 0);
  }
}
