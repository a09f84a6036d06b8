"""Accounts at the terminal: who may sign in to a dashboard that is served to others."""

from __future__ import annotations

import argparse
import getpass
import sys

from monitor.access.accounts import (
    add_account,
    change_password,
    change_role,
    disable_account,
    list_accounts,
)
from monitor.cli.context import Session
from monitor.cli.rows import account_records
from monitor.domain.errors import WrongUse
from monitor.domain.roles import ROLES
from monitor.words.catalogue import say

_COLUMNS = ("name", "role", "units", "is_disabled", "added_at")


def add_accounts(command: argparse.ArgumentParser) -> None:
    """Add the actions and their options to the command."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    text = "列出账户 · list the accounts"
    actions.add_parser("list", help=text, description=text)
    for name, text in (
        ("add", "新建账户 · make an account"),
        ("role", "更改角色和单位 · give another role and other units"),
        ("password", "更改密码 · give another password"),
        ("disable", "停用账户 · let an account sign in no more"),
        ("enable", "启用账户 · let a disabled account sign in again"),
    ):
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("name", metavar="NAME")
        if name in ("add", "role"):
            action.add_argument("--role", required=True, choices=ROLES)
            action.add_argument("--unit", action="append", default=[], metavar="CODE")
        if name in ("add", "password"):
            action.add_argument(
                "--password-stdin",
                action="store_true",
                help="从标准输入读取密码 · read the password from standard input",
            )


def accounts(session: Session) -> bool:
    """List accounts, make one, or change one."""
    options, store, actor = session.options, session.store, session.settings.actor
    if options.action == "list":
        session.answer(account_records(list_accounts(store)), _COLUMNS)
        return False
    if options.action == "add":
        password = _password(session)
        add_account(store, options.name, password, options.role, options.unit, actor=actor)
    elif options.action == "role":
        change_role(store, options.name, options.role, options.unit, actor=actor)
    elif options.action == "password":
        change_password(store, options.name, _password(session), actor=actor)
    else:
        is_disabled = options.action == "disable"
        disable_account(store, options.name, actor=actor, is_disabled=is_disabled)
    session.say(f"account.said_{options.action}", name=options.name)
    return False


def _password(session: Session) -> str:
    """Ask for a password twice, or read one line; it never stands among the arguments."""
    if session.options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise WrongUse("password_not_asked")
    first = getpass.getpass(say(session.language, "account.ask_password"))
    if getpass.getpass(say(session.language, "account.ask_again")) != first:
        raise WrongUse("password_differs")
    return first
