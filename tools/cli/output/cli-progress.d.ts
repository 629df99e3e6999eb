/** What is used of it; the package brings no types. */
declare module "cli-progress" {
  export interface Options {
    readonly format?: string;
    readonly stream?: NodeJS.WritableStream;
    readonly hideCursor?: boolean;
    readonly clearOnComplete?: boolean;
    readonly barsize?: number;
  }

  export class SingleBar {
    readonly isActive: boolean;
    constructor(options: Options);
    start(total: number, value: number): void;
    update(value: number): void;
    stop(): void;
  }
}
