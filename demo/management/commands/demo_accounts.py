"""manage.py demo_accounts: open the demo's sign-ins where missing, and print them."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import override

from cadres.models import Hat
from demo import accounts, province


class Command(BaseCommand):
    help = "Open the accounts of the demo, one for each hat, and print how to sign in."

    def handle(self, *args, **options):
        if settings.MODE == "production":
            raise CommandError("Accounts with a printed password are not opened in production.")
        if not province.is_there():
            raise CommandError("Load the demo province first: manage.py load_demo")
        accounts.open_accounts(on=localdate())
        self.stdout.write(f"Password  {accounts.password()}   (the same for all)")
        with override("vi"):
            for sign_in in accounts.SIGN_INS:
                units = ", ".join(sign_in.units)
                hat = Hat(sign_in.hat)
                self.stdout.write(
                    f"  {sign_in.username:<14} {hat.value:<16} {hat.label} ({units})"
                )
