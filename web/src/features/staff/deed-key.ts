/** The key of the words of a deed: `POST /api/staff/roles/:id` → `post-staff-roles-id`. */
export function deedKey(deed: string): string {
  return deed
    .replace(/ \/api\//, '-')
    .replaceAll('/', '-')
    .replaceAll(':', '')
    .toLowerCase()
}
