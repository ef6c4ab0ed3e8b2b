-- What somebody wanted to post before they were signed in goes with the link that signs them in.
-- Lock: ACCESS EXCLUSIVE on reader_link for an instant (column with a constant default). Undo: drop the column.
ALTER TABLE reader_link ADD COLUMN draft jsonb;
