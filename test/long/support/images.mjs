/**
 * What a power cut may leave of a file. All that was written before the last sync began is there; of each block that was
 * written since, it is left to `draw` which of its writes, if any, has reached the disk.
 */
export class Images {
  constructor({ initial, steps }, draw) {
    this.initial = initial;
    this.steps = steps;
    this.draw = draw;
  }

  /** The file after `cut` steps, in blocks of so many bytes that reach the disk whole or not at all. */
  at(cut, blockBytes) {
    const done = this.steps.slice(0, cut);
    const synced = done.reduce((most, { covers = 0 }) => Math.max(most, covers), 0);
    const kept = done.slice(0, synced).reduce(applied, Buffer.from(this.initial));
    const versions = versionsOf(done.slice(synced), kept, blockBytes);
    const whole = done.reduce((most, { bytes, offset }) => (bytes ? Math.max(most, offset + bytes.length) : most), kept.length);
    const image = Buffer.alloc(whole);
    kept.copy(image);
    let end = kept.length;
    for (const [at, contents] of versions) {
      // The newest most often: a disk that was idle has it.
      const chosen = this.draw(2) === 0 ? contents.length - 1 : this.draw(contents.length + 1) - 1;
      if (chosen < 0) continue;
      contents[chosen].copy(image, at);
      end = Math.max(end, at + contents[chosen].length);
    }
    return image.subarray(0, this.draw(2) === 0 ? end : whole);
  }
}

/** Each block that was written, with what it was after each write. */
function versionsOf(steps, kept, blockBytes) {
  const versions = new Map();
  let content = Buffer.from(kept);
  for (const step of steps) {
    content = applied(content, step);
    if (step.bytes === undefined) continue;
    const end = step.offset + step.bytes.length;
    for (let at = step.offset - (step.offset % blockBytes); at < end; at += blockBytes) {
      const known = versions.get(at) ?? versions.set(at, []).get(at);
      known.push(Buffer.from(content.subarray(at, at + blockBytes)));
    }
  }
  return versions;
}

/** A file's content after one more step; may be the buffer that it was before. */
function applied(content, { offset, bytes, size }) {
  if (size !== undefined) return Buffer.concat([content.subarray(0, size), Buffer.alloc(Math.max(0, size - content.length))]);
  if (bytes === undefined) return content;
  const end = Math.max(content.length, offset + bytes.length);
  const next = end === content.length ? content : Buffer.concat([content, Buffer.alloc(end - content.length)]);
  bytes.copy(next, offset);
  return next;
}
