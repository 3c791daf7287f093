// Types of cloud-foundry-v3-packages: written by openapi-typescript from its contract, do not edit.

export interface paths {
    "/v3/apps/{guid}/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a package
         * @description Makes a new package for an app.
         */
        post: operations["createPackage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a package is to be made from. */
        PackageCreate: {
            /**
             * @description Whether the package is made from uploaded bits or from a docker image.
             * @enum {string}
             */
            type: "bits" | "docker";
            data?: components["schemas"]["PackageCreateData"];
        };
        /** @description Where the contents of a docker package come from. Nothing in it is needed for bits. */
        PackageCreateData: {
            /** @description Where the docker image is found. */
            image?: string;
            credentials?: components["schemas"]["Credentials"];
            /**
             * @description Whether the back end keeps a copy of the image.
             * @default false
             */
            store_image?: boolean;
        };
        /** @description What a private registry asks for. */
        Credentials: {
            /** @description The name to log in to the registry with. */
            user?: string;
            /**
             * Format: password
             * @description The password that goes with the user.
             */
            password?: string;
            /** @description The e-mail address of the registry's user. */
            email?: string;
            /** @description The server of the registry to log in to. */
            login_server?: string;
        };
        /** @description A package, as it stands once it was created. */
        Package: {
            /** @description The guid of the package. */
            guid: string;
            /**
             * @description The type that was asked for.
             * @enum {string}
             */
            type: "bits" | "docker";
            data: components["schemas"]["PackageData"];
            /** @description How far the package has come. */
            state: string;
            /**
             * Format: date-time
             * @description When the package was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the package was last changed.
             */
            updated_at: string | null;
            /** @description Where the package and its app are found. */
            links: {
                self: {
                    /** Format: uri-reference */
                    href: string;
                };
                app: {
                    /** Format: uri-reference */
                    href: string;
                };
            };
        };
        /** @description What is known of the package's contents. */
        PackageData: {
            /** @description The checksum of the contents. */
            hash: {
                /** @description The algorithm of the checksum. */
                type: string;
                /** @description The checksum itself. */
                value: string | null;
            };
            /** @description What went wrong with the package, if anything did. */
            error: string | null;
            /** @description Where the docker image is found. */
            image?: string;
            credentials?: components["schemas"]["PackageCredentials"];
            /** @description Whether the back end keeps a copy of the image. */
            store_image?: boolean;
        };
        /** @description The credentials that the package was created with. */
        PackageCredentials: {
            /** @description The name to log in to the registry with. */
            user?: string;
            /** @description The password that goes with the user. */
            password?: string;
            /** @description The e-mail address of the registry's user. */
            email?: string;
            /** @description The server of the registry to log in to. */
            login_server?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createPackage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Printed with nothing in it; may be left out. */
                Cookie?: string;
            };
            path: {
                /** @description The guid of the app that the package is for. */
                guid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["PackageCreate"];
                "application/json": components["schemas"]["PackageCreate"];
            };
        };
        responses: {
            /** @description The package was created. */
            201: {
                headers: {
                    /** @description The id under which the server logged the request. */
                    "X-VCAP-Request-ID": string;
                    /** @description Tells browsers not to guess the media type. */
                    "X-Content-Type-Options": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json;charset=utf-8": components["schemas"]["Package"];
                };
            };
        };
    };
}
