import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'tests/stories/pictures';
const madeWith = path.join(folder, 'made-with.json');
/** Where what differs is left to look at. */
const differing = 'test-results/stories';
/** A part of a colour may be so much otherwise before a pixel counts, and so many pixels may be. */
const tolerance = { part: 16, pixels: 8 };

const sample = `<p style="font:14px/20px -apple-system,'Segoe UI',Arial,sans-serif">Adaeze Okonkwo-Fitzgerald 0:42 <b>Jürgen Großmann</b> Κωνσταντίνος 佐藤 美咲 مرحبا</p>`;

/** What pictures depend on: the browser, the fonts it takes, and how the two draw letters. */
async function drawnWith(browser) {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 800, height: 100 });
    await page.setContent(sample);
    const devtools = await page.createCDPSession();
    await devtools.send('DOM.enable');
    await devtools.send('CSS.enable');
    const { root } = await devtools.send('DOM.getDocument');
    const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' });
    const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
    const letters = createHash('sha256')
      .update(await page.screenshot())
      .digest('hex')
      .slice(0, 16);
    return {
      browser: await browser.version(),
      fonts: [...new Set(fonts.map(({ familyName }) => familyName))].sort(),
      letters,
    };
  } finally {
    await page.close();
  }
}

/** Runs in a page: how many pixels of two pictures differ; null: they have another size. */
async function compare([before, after], part) {
  const read = async (data) => {
    const bitmap = await globalThis.createImageBitmap(
      await (await fetch(`data:image/png;base64,${data}`)).blob(),
    );
    const { width, height } = bitmap;
    const context = new globalThis.OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  };
  const [one, other] = [await read(before), await read(after)];
  if (one.width !== other.width || one.height !== other.height) return null;
  let differ = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if ([0, 1, 2].some((of) => Math.abs(one.data[at + of] - other.data[at + of]) > part)) differ += 1;
  }
  return differ;
}

/**
 * Keeps pictures, and holds new ones against them. Only where browser and fonts are those they were made with; else it says
 * so and compares nothing.
 * @param {{ browser: import('puppeteer-core').Browser, update: boolean }} options
 */
export async function pictures({ browser, update }) {
  const now = await drawnWith(browser);
  const kept = existsSync(madeWith) ? JSON.parse(readFileSync(madeWith, 'utf8')) : undefined;
  const isSame = JSON.stringify(kept) === JSON.stringify(now);
  const judge = await browser.newPage();
  const seen = new Set();
  let compared = 0;
  let unequal = 0;
  let left = 0;
  if (update) mkdirSync(folder, { recursive: true });

  return {
    /** Answers what is wrong with a new picture, in words. */
    async hold(name, png) {
      const file = path.join(folder, `${name}.png`);
      seen.add(`${name}.png`);
      if (update) {
        writeFileSync(file, png);
        return [];
      }
      if (!existsSync(file)) return [`there is no picture of it: npm run test:stories -- --update`];
      if (!isSame) {
        left += 1;
        return [];
      }
      compared += 1;
      const before = readFileSync(file);
      if (before.equals(png)) return [];
      const differ = await judge.evaluate(
        compare,
        [before, png].map((one) => Buffer.from(one).toString('base64')),
        tolerance.part,
      );
      if (differ !== null && differ <= tolerance.pixels) return [];
      unequal += 1;
      mkdirSync(differing, { recursive: true });
      writeFileSync(path.join(differing, `${name}.png`), png);
      return [
        `looks otherwise than ${file} (${differ === null ? 'another size' : `${differ} pixels`}): see ${differing}/${name}.png`,
      ];
    },
    /** Says how it went. After all stories: `complete`; then a picture without a story is in the way. */
    end({ complete }) {
      const orphans =
        complete && existsSync(folder)
          ? readdirSync(folder).filter((file) => file.endsWith('.png') && !seen.has(file))
          : [];
      if (update) {
        for (const file of orphans) rmSync(path.join(folder, file));
        writeFileSync(madeWith, `${JSON.stringify(now, null, 2)}\n`);
        console.log(`${seen.size} pictures written.`);
        return { problems: [], left };
      }
      if (left > 0) {
        const words = ({ browser, fonts, letters }) => `${browser}, ${fonts.join(', ')}, ${letters}`;
        console.log(
          `${left} pictures were NOT compared: they were made with ${kept ? words(kept) : 'nothing known'}; this is ${words(now)}.`,
        );
      } else console.log(`${compared} pictures compared, ${unequal} of them otherwise.`);
      return { problems: orphans.map((file) => `${path.join(folder, file)} is of no story`), left };
    },
  };
}
