/**
 * A chart that was drawn as SVG as a PDF of vectors: text stays text, in DejaVu as everywhere. The
 * same SVG gives the same bytes, since the document bears a fixed date.
 */
import { chartFonts } from "./chart-fonts.ts";

/** What has to be installed beside Headroom, and how. */
export const pdfPackages = "pdfkit@0.17.2 svg-to-pdfkit@0.1.8";

/** Points for a pixel of a chart: 720 px, the width of a page's picture, are 16 cm. */
const POINTS = (16 / 2.54) * (72 / 720);

const fixedDate = new Date(Date.UTC(2000, 0, 1));

/** Whether the optional packages are there. */
export async function canRenderPdf(): Promise<boolean> {
  try {
    await loadPackages();
    return true;
  } catch {
    return false;
  }
}

/** @throws Error where the optional packages are missing, naming them, and where a mark cannot be drawn */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  const { PDFDocument, draw } = await loadPackages();
  const [width, height] = sizeOf(svg).map((pixels) => pixels * POINTS) as [number, number];
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    lang: "en",
    displayTitle: true,
    info: { Title: titleOf(svg), CreationDate: fixedDate, ModDate: fixedDate },
  });
  const { regular, bold, italic } = chartFonts();
  document.registerFont("regular", regular);
  document.registerFont("bold", bold);
  document.registerFont("italic", italic);
  const parts: Uint8Array[] = [];
  const written = new Promise<void>((done, failed) => {
    document.on("data", (part) => parts.push(part));
    document.on("end", done);
    document.on("error", failed);
  });
  // Without a size of its own a picture fills what it is given.
  const scaled = svg.replace(/^(<svg[^>]*?)\swidth="[\d.]+"([^>]*?)\sheight="[\d.]+"/, "$1$2");
  draw(document, scaled, 0, 0, {
    width,
    height,
    assumePt: true,
    fontCallback: (_family, isBold, isItalic) =>
      isBold ? "bold" : isItalic ? "italic" : "regular",
    warningCallback: (warning) => {
      throw new Error(`chart as PDF: ${warning}`);
    },
  });
  document.end();
  await written;
  return Buffer.concat(parts);
}

async function loadPackages() {
  try {
    const [{ default: PDFDocument }, { default: draw }] = await Promise.all([
      import("pdfkit"),
      import("svg-to-pdfkit"),
    ]);
    return { PDFDocument, draw };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`PDF needs packages that are not installed: npm install ${pdfPackages}`, {
      cause: reason,
    });
  }
}

function sizeOf(svg: string): readonly number[] {
  const [, width, height] = /^<svg[^>]*\swidth="([\d.]+)"[^>]*\sheight="([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) {
    throw new Error("chart as PDF: the SVG has no size");
  }
  return [Number(width), Number(height)];
}

/** What the picture shows, for the window of who reads it. */
function titleOf(svg: string): string {
  const [, title = "Headroom"] = /<title>([^<]*)<\/title>/.exec(svg) ?? [];
  return title
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
