/** The command line by which the project's package manager installs something: `npm i -D typescript@6`. */
export type Installing = (wanted: string) => string;
