import { useQueryClient } from '@tanstack/react-query'
import { OwnProfile } from '../../features/staff/own-profile.tsx'
import { paths } from '../../lib/path-builder.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import { useMe, useNoteMe } from '../session.ts'

/** What one sets about oneself. */
export function ProfilePage() {
  const me = useMe()
  const noteMe = useNoteMe()
  const go = useGo()
  const client = useQueryClient()
  const leave = () => {
    go(paths.signIn())
    // What one person has read must not be shown to the next one at the same desk.
    client.clear()
  }
  return <OwnProfile me={me} onMe={noteMe} onSignedOut={leave} />
}
