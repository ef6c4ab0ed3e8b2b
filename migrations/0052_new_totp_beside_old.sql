-- A new device for one-time codes is set up while the old one still opens.
-- Lock: totp (columns only: an instant). Undo: DELETE FROM totp WHERE secret IS NULL; ALTER TABLE totp DROP COLUMN pending,
-- ALTER COLUMN secret SET NOT NULL; loses set-ups that are under way.
ALTER TABLE totp ALTER COLUMN secret DROP NOT NULL, ADD COLUMN pending bytea;
