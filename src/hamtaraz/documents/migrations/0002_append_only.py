"""Makes issued papers unchangeable, for the application's role and for the owner of the table."""

from django.db import migrations

GUARD = """
CREATE TRIGGER documents_paper_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON documents_paper
    FOR EACH STATEMENT EXECUTE FUNCTION house_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON documents_paper FROM hamtaraz_app;
"""
UNGUARD = "DROP TRIGGER documents_paper_append_only ON documents_paper;"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("trail", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
