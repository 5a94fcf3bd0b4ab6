import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { startTexts } from '../lib/i18n.ts'
import { paths } from '../lib/path-builder.ts'
import { createQueryClient } from '../lib/query-client.ts'
import { Toasts } from '../ui/feedback/toasts.tsx'
import { ThemeRoot } from '../ui/theme/theme-root.tsx'
import { createAdminRouter } from './routes.tsx'

/** Starts the interface of the staff on an empty page. */
export async function start(): Promise<void> {
  await startTexts()
  const client = createQueryClient(() => leaveToSignIn())
  const router = createAdminRouter(client)
  const leaveToSignIn = () => {
    const { pathname, href } = router.state.location
    if (pathname === paths.signIn()) return
    client.clear()
    void router.navigate({ href: paths.signIn(href) })
  }
  const place = document.getElementById('root')
  if (!place) throw new Error('The page has no place for the interface')
  createRoot(place).render(
    <QueryClientProvider client={client}>
      <ThemeRoot>
        <RouterProvider router={router} />
        <Toasts />
      </ThemeRoot>
    </QueryClientProvider>,
  )
}
