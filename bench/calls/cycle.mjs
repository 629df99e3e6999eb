/** `run(count)` over inputs by turns, for a function that may or may not return promises. */
export function cycle(fn, inputs) {
  return async (count) => {
    for (let at = 0; at < count; at += 1) {
      const result = fn(...inputs[at % inputs.length]);
      if (result instanceof Promise) await result;
    }
  };
}

/** `run(count)` over inputs by turns, each call awaited. */
export function asyncCalls(fn, inputs) {
  return async (count) => {
    for (let at = 0; at < count; at += 1) {
      const input = inputs[at % inputs.length];
      await fn(input[0], input[1]);
    }
  };
}

/** `run(count)` over inputs of one argument by turns, for a synchronous function. */
export function calls(fn, inputs) {
  return (count) => {
    let last;
    for (let at = 0; at < count; at += 1) last = fn(inputs[at % inputs.length]);
    return last;
  };
}
