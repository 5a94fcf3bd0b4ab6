import { MemberList } from './member-list.tsx'
import { RoleList } from './role-list.tsx'
import { useStaffTab } from './staff-tabs.tsx'
import { TokenList } from './token-list.tsx'

const LISTS = { members: MemberList, roles: RoleList, tokens: TokenList }

/** Members, roles or tokens, as the address says. */
export function StaffLists() {
  const List = LISTS[useStaffTab()]
  return <List />
}
