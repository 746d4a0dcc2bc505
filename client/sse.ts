/** One message of a `text/event-stream`. What it does not say is empty. */
export interface Frame {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/**
 * Reads a stream of server-sent events piece by piece, wherever the pieces were cut. Unlike an EventSource it
 * also passes on messages without data, and an id is its own message's only.
 * Source: HTML Living Standard, 9.2.6.
 */
export const frameParser = (): ((piece: Uint8Array) => Frame[]) => {
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let id = '';
  let data: string[] = [];
  return (piece) => {
    // A CR at the end waits: its LF may be in the next piece.
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    const frames: Frame[] = [];
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line)!;
      if (line) {
        if (field === 'event') event = value;
        if (field === 'id') id = value;
        if (field === 'data') data.push(value);
      } else {
        if (event || data.length) frames.push({ event, data: data.join('\n'), id });
        event = id = '';
        data = [];
      }
    }
    return frames;
  };
};
