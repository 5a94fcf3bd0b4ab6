import { ScriptsList } from '../../../../features/network/scripts/scripts-list.tsx'

/** Scripts of commands for devices. */
export function ScriptsPage() {
  return <ScriptsList />
}
