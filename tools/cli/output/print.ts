/** Prints a line, or several. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints data for programs, as one JSON text. */
export function printJson(data: unknown): void {
  print(JSON.stringify(data, null, 2));
}

/** Whoever reads the output may have seen enough of it, as in `taskprint ls | head`. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}
