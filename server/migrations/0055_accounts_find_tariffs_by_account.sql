-- The exclusion key is a GiST index: to find the tariffs of a thousand accounts by it takes ten times as long.
create index tariff_assignments_by_account on accounts.tariff_assignments (account_id);
