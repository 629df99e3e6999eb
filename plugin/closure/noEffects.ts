import type TS from "typescript";
export interface Effects {
  reassignment(symbol: TS.Symbol): TS.Node | undefined;
  isRead(node: TS.Identifier): boolean;
  writers(symbol: TS.Symbol, reader: TS.Node): readonly TS.Node[];
  globalWriters(file: TS.SourceFile): readonly TS.Node[];
}
export const discoverEffects = (_c: unknown, _t: unknown): Effects => ({ reassignment: () => undefined, isRead: () => true, writers: () => [], globalWriters: () => [] });
