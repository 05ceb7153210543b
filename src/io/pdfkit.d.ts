/** The parts of pdfkit and svg-to-pdfkit that Headroom uses; neither has types of its own. */
declare module "pdfkit" {
  export default class PDFDocument {
    constructor(options: {
      readonly size: readonly [number, number];
      readonly margin: number;
      readonly font?: string;
      readonly lang?: string;
      readonly displayTitle?: boolean;
      readonly info: Readonly<Record<string, string | Date>>;
    });
    registerFont(name: string, file: string): this;
    on(event: "data", take: (part: Uint8Array) => void): this;
    on(event: "end", done: () => void): this;
    on(event: "error", failed: (error: unknown) => void): this;
    end(): void;
  }
}

declare module "svg-to-pdfkit" {
  import type PDFDocument from "pdfkit";

  export default function SVGtoPDF(
    document: PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      readonly width: number;
      readonly height: number;
      readonly assumePt: boolean;
      readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string;
      readonly warningCallback: (warning: string) => void;
    },
  ): void;
}
