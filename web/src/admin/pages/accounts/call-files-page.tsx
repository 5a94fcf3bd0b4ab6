import { CallFileList } from '../../../features/usage/call-file-list.tsx'

/** Files of calls that exchanges have written. */
export function CallFilesPage() {
  return <CallFileList />
}
