import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFault } from './build-fault.mjs';
import { root } from './bundles.mjs';

/**
 * The licences that may be in the package (identifiers of SPDX), which ask for no more than to be passed on
 * with the code, and words of each by which its text is known.
 */
export const ALLOWED = {
  '0BSD': 'Permission to use, copy, modify, and/or distribute this software for any purpose',
  'Apache-2.0': 'Apache License',
  'BSD-2-Clause': 'Redistribution and use in source and binary forms',
  'BSD-3-Clause': 'Redistribution and use in source and binary forms',
  'BlueOak-1.0.0': 'Blue Oak Model License',
  ISC: 'Permission to use, copy, modify, and/or distribute this software for any purpose',
  MIT: 'Permission is hereby granted, free of charge, to any person obtaining a copy',
  Unlicense: 'This is free and unencumbered software released into the public domain',
};

const FILE = /^(licen[sc]e|unlicen[sc]e|copying|copyright|notice)([-.].*)?$/i;

/**
 * The licence of a package: `id` (of SPDX), and its `texts`, first those that grant it, then those that
 * must go along, as `{ file, text }`.
 *
 * @throws {BuildFault} when it is not allowed, when none of the texts is that of the licence
 */
export function licenceOf({ folder, manifest }) {
  const { license: id, name, version } = manifest;
  if (!Object.hasOwn(ALLOWED, id)) {
    throw new BuildFault(
      `${name} ${version} has the licence ${JSON.stringify(id)}, which ALLOWED in src/bundle/licences.mjs lacks`,
    );
  }
  const texts = textsIn(folder);
  if (!texts.some(({ text }) => grants(text, id))) {
    throw new BuildFault(`${name} ${version} has no file with the text of its licence, ${id}`);
  }
  return { id, texts };
}

/** The texts of a folder that a licence asks to pass on, as `{ file, text }`, with line ends of Unix. */
export function textsIn(folder) {
  const place = join(root, folder);
  const files = existsSync(place) ? readdirSync(place) : [];
  return files
    .filter((file) => FILE.test(file))
    .sort()
    .map((file) => {
      const lines = readFileSync(join(place, file), 'utf8').replace(/\r\n?/g, '\n');
      return { file, text: lines.replace(/^\s*\n/, '').trimEnd() };
    });
}

/** Whether this is the text of that licence, one of ALLOWED. */
export function grants(text, id) {
  return text.replace(/\s+/g, ' ').includes(ALLOWED[id]);
}
