import { existsSync, readdirSync } from 'node:fs';

/** Every file below a folder, with forward slashes; none where the folder is not there (Node 20 has no glob of its own). */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`)
    .sort();
}
