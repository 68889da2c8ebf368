/** What a file's bytes are known by, in hexadecimal. */
export interface FileHashes {
  /** As they lie on the disk; `null` where nobody asked for it. */
  sha256: string | null;
  /** Unzipped, where they are gzipped and that was asked for; else the same. */
  contentSha256: string | null;
}
