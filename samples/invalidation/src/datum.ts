/** The model of the earth that a position refers to. */
export interface Datum {
  readonly name: string;
}
