import { createHash } from 'node:crypto';
import { BuildFault } from './build-fault.mjs';

/**
 * The bill of materials of what is bundled, as an object of CycloneDX 1.6
 * (https://cyclonedx.org/docs/1.6/json). It depends on nothing but its arguments: no time, and a serial
 * number that follows from the rest.
 *
 * @param manifest our own package.json
 * @param parts the packages, each with its licence and its copies
 * @param lock package-lock.json, for the hashes of the packages as they were installed
 * @param outputs the bundles, as `{ name, contents }`
 * @throws {BuildFault} when what is installed is not what the lockfile names
 */
export function sbomOf(manifest, parts, lock, outputs) {
  const self = ourselves(manifest, outputs);
  const refs = new Map(parts.map((part) => [part.folder, refOf(part)]));
  const bill = {
    version: 1,
    metadata: { component: self },
    components: parts.map((part) => componentOf(part, lock)),
    dependencies: [
      { ref: self['bom-ref'], dependsOn: [...refs.values()] },
      ...parts.map((part) => ({
        ref: refOf(part),
        dependsOn: part.uses.map((folder) => refs.get(folder)),
      })),
    ],
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(bill))}`,
    ...bill,
  };
}

/** The package, by no purl: it is on no registry, and whoever is there by that name is someone else. */
function ourselves({ name, version, license }, outputs) {
  return {
    type: 'application',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: licences(license),
    components: outputs.map((output) => fileOf(output.name, output.contents)),
  };
}

function componentOf(part, lock) {
  const { manifest, licence, copies } = part;
  const { name, version } = manifest;
  return {
    type: 'library',
    'bom-ref': refOf(part),
    name,
    version,
    hashes: [{ alg: 'SHA-512', content: lockedHash(part, lock) }],
    licenses: licences(licence.id),
    purl: refOf(part),
    ...(part.part === null ? {} : { description: `in use: ${part.part}` }),
    // Copies say of no version which one they are.
    ...(copies.length === 0 ? {} : { components: copies.map((copy) => copyOf(part, copy)) }),
  };
}

function copyOf(part, { name, id, at }) {
  return {
    type: 'library',
    'bom-ref': `${refOf(part)}#${at}`,
    name,
    licenses: licences(id),
    description: `a copy in ${at}`,
  };
}

function fileOf(name, contents) {
  const content = createHash('sha512').update(contents).digest('hex');
  return { type: 'file', 'bom-ref': name, name, hashes: [{ alg: 'SHA-512', content }] };
}

/** The package URL, whose scope is percent-encoded (purl-spec, types/npm). */
function refOf({ manifest: { name, version } }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function licences(id) {
  return [{ license: { id } }];
}

/** The SHA-512 of the package's tarball in hexadecimal digits, as the lockfile holds it. */
function lockedHash({ folder, manifest }, lock) {
  const { version, integrity = '' } = lock.packages[folder] ?? {};
  const [, base64] = /\bsha512-([\w+/=]+)/.exec(integrity) ?? [];
  if (version !== manifest.version || base64 === undefined) {
    throw new BuildFault(
      `${folder} is ${manifest.version}, and package-lock.json has ${version ?? 'none'} with ${integrity || 'no hash'}: run npm ci`,
    );
  }
  return Buffer.from(base64, 'base64').toString('hex');
}

/** A UUID of version 8 (RFC 9562, §5.8), made of a text's SHA-256. */
function uuidOf(text) {
  const hash = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hash[16], 16) & 0b0011) | 0b1000).toString(16);
  const groups = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`];
  return [...groups, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
