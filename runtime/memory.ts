/** Why an ArrayBuffer cannot be keyed or stored, or undefined when it can. */
export function unfitMemory(memory: ArrayBufferLike): string | undefined {
  if (!(memory instanceof ArrayBuffer)) return "is a SharedArrayBuffer, which others can change";
  if ((memory as { resizable?: boolean }).resizable) return "is a resizable ArrayBuffer";
  return isDetached(memory) ? "is a detached ArrayBuffer" : undefined;
}

/** Node 20 has no `ArrayBuffer.prototype.detached`; a detached buffer shows when it is viewed. */
function isDetached(memory: ArrayBuffer): boolean {
  if (memory.byteLength > 0) return false;
  try {
    return new Uint8Array(memory).length !== 0;
  } catch {
    return true;
  }
}
