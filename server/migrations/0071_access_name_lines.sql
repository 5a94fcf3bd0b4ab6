-- From which line somebody was refused, and from which one the account was expected.
alter table access.rejections
  add column line text not null default '',
  add column expected_line text not null default '';
