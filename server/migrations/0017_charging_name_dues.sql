-- What is not due any more goes back to where it went, under the name that it had.
alter table charging.dues
  add column service_class text not null default 'internet',
  add column title text not null default '';
