/** What decodes the bytes of a text, piece by piece, as TextDecoder does. */
export type Decoder = Pick<InstanceType<typeof TextDecoder>, 'encoding' | 'decode'>;

/**
 * What decodes a code page of DOS, in which Windows' consoles and Excel's "CSV (MS-DOS)" still write, and which browsers, and so
 * TextDecoder, do not know; `null` for any other encoding. Every byte is a character there, so nothing tells a wrong choice.
 *
 * @param encoding in any case: cp850, ibm850 or 850, of 437, 850, 852 and 858.
 */
export function dosDecoder(encoding: string): Decoder | null {
  const [, number] = /^(?:cp|ibm|dos-?)?(437|850|852|858)$/i.exec(encoding) ?? [];
  if (number === undefined) return null;
  const beyond = Array.from(pageOf(number).join(''));
  const letters = [...Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)), ...beyond];
  const decode = (bytes?: Uint8Array) =>
    bytes === undefined ? '' : Array.from(bytes, (byte) => letters[byte]).join('');
  return { encoding: `cp${number}`, decode: decode as Decoder['decode'] };
}

function pageOf(number: string): string[] {
  // As 850, with the euro where that has a dotless i (IBM, 1998).
  if (number === '858') return PAGES.cp850.map((row) => row.replace('\u0131', '\u20ac'));
  return PAGES[`cp${number}` as keyof typeof PAGES];
}

/** The characters from 0x80 on (Unicode, Mappings/VENDORS/MICSFT/PC: CP437.TXT, CP850.TXT, CP852.TXT). */
const PAGES = {
  cp437: [
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ',
    'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐',
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀',
    'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0',
  ],
  cp850: [
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ',
    'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐',
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀',
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0',
  ],
  cp852: [
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č',
    'áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐',
    '└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀',
    'ÓßÔŃńňŠšŔÚŕŰýÝţ´\xad˝˛ˇ˘§÷¸°¨˙űŘř■\xa0',
  ],
};
