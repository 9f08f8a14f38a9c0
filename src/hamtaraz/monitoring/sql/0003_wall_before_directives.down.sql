DROP POLICY wall ON directives_directiveversion;
ALTER TABLE directives_directiveversion DISABLE ROW LEVEL SECURITY;
