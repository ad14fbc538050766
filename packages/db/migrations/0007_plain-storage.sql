-- Ids hardly get smaller when they are packed, and every commit waits for it.
ALTER TABLE feed ALTER COLUMN ids SET STORAGE EXTERNAL;
