/** Whether two pieces of plain data say the same. Most of what did not change is the same object. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const [mine, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>];
  let count = 0;
  for (const key in mine) {
    if (!isSame(mine[key], theirs[key])) return false;
    count++;
  }
  return count === Object.keys(theirs).length && Array.isArray(one) === Array.isArray(other);
};
