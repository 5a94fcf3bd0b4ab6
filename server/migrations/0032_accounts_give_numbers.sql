-- Telephone numbers of accounts over time, as ranges of E.164 digits: one number is a range of one.
create table accounts.numbers (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  numbers int8range not null check (not isempty(numbers) and lower(numbers) > 0),
  -- Days; the row of a number that was given by mistake is empty.
  valid daterange not null,
  author text not null,
  given_at timestamptz not null,
  exclude using gist (numbers with &&, valid with &&)
);

create index numbers_by_account on accounts.numbers (account_id);
-- Files of calls ask for thousands of single numbers at once; ranges are few.
create index numbers_single on accounts.numbers (lower(numbers));
create index numbers_ranges on accounts.numbers (id) where upper(numbers) - lower(numbers) > 1;
