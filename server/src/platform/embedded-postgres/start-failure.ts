/** A start that cannot succeed. The message is one sentence for the operator, with the way out. */
export class StartFailure extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartFailure'
  }
}

/** The code of a system or database error: `ENOSPC`, `28P01`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

const FILE_SENTENCES: Record<string, (path: string) => string> = {
  ENOSPC: (path) => `The disk that holds ${path} is full: free some space and start again.`,
  EDQUOT: (path) => `The disk quota for ${path} is used up: free some space and start again.`,
  EROFS: (path) =>
    `The disk that holds ${path} is read-only: set ALTYN_DATA to a folder that may be written.`,
  EACCES: (path) =>
    `There is no permission to write ${path}: give the folder to this user or set ALTYN_DATA to another one.`,
  EPERM: (path) =>
    `There is no permission to change ${path}: give the folder to this user or set ALTYN_DATA to another one.`,
  ENOTDIR: (path) =>
    `${path} cannot be made because a part of its path is a file: set ALTYN_DATA to a folder.`,
  EEXIST: (path) => `${path} is a file, not a folder: set ALTYN_DATA to a folder.`,
}

/** Runs a step on files under `path`; an error of the file system becomes a sentence. */
export function onFiles<Result>(path: string, step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    const sentence = FILE_SENTENCES[codeOf(error)]
    if (sentence) throw new StartFailure(sentence(path), { cause: error })
    throw error
  }
}
